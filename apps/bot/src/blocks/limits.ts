/** Slack's sizes, in UTF-16 units. Everything the bot sends is cut to them; the sandbox refuses what exceeds them. */
export const LIMITS = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  headerText: 150,
  sectionText: 3000,
  fieldsPerSection: 10,
  fieldText: 2000,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  options: 100,
  checkboxes: 10,
  optionText: 75,
  optionValue: 150,
  modalTitle: 24,
  inputLabel: 2000,
  inputHint: 2000,
  inputErrorText: 300,
  privateMetadata: 3000,
  messageText: 4000,
  /** Ours: one entry of a list, so that a whole list stays within the size of a view. */
  listEntry: 600,
  /** Ours: what people may type into one answer. */
  shortAnswer: 200,
  longAnswer: 1000,
  amountAnswer: 20,
} as const;

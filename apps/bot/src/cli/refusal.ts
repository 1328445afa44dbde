/** A command was refused or failed for a reason its user can read; the exit code is 1. */
export class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
  }
}

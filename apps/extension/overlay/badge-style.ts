/** Pixels; the badge's own box, which takes no part in the page's layout. */
export const BADGE_HEIGHT = 18;

/*
 * Rules inside a shadow root that are important win over every rule of the page, even over a style attribute: a page
 * cannot move, resize or hide one badge to make it look like another company's. No contrast below 4.5 : 1.
 */
const CSS = `
:host { all: initial !important; position: absolute !important; width: 0 !important; height: 0 !important; }
div { position: absolute; left: 0; top: 0; contain: layout style; z-index: 1; }
button {
  all: initial; display: block; box-sizing: border-box; height: ${BADGE_HEIGHT}px; padding: 0 6px;
  max-width: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: ltr; cursor: pointer;
  border: 1px solid; border-radius: 4px; font: 600 12px/16px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  user-select: none;
}
button:focus-visible { outline: 2px solid #1a56db; outline-offset: 1px; }
.best { color: #0b5132; background: #e3f5ea; border-color: #0b5132; }
.good { color: #14532d; background: #f0faf3; border-color: #3f7d58; }
.fair { color: #1e3a6e; background: #ebf1fb; border-color: #4a6fa9; }
.watch { color: #713f12; background: #fdf3d7; border-color: #a16a16; }
.bad { color: #8a1414; background: #fdeaea; border-color: #b42323; }
.stopped { color: #fff; background: #8a1414; border-color: #8a1414; }
.plain { color: #374151; background: #f3f4f6; border-color: #6b7280; }
.dark.best { color: #a7ecc4; background: #0c2e1e; border-color: #4caf7d; }
.dark.good { color: #b8e6c9; background: #13281c; border-color: #4e8a66; }
.dark.fair { color: #bdd3fb; background: #15233b; border-color: #5b83c4; }
.dark.watch { color: #f7d794; background: #33240b; border-color: #b98328; }
.dark.bad { color: #ffb9b9; background: #3a1010; border-color: #d05656; }
.dark.stopped { color: #fff; background: #a11d1d; border-color: #ff8f8f; }
.dark.plain { color: #d1d5db; background: #262b33; border-color: #7d8694; }
.dark:focus-visible { outline-color: #9cc0ff; }
@media (forced-colors: active) { button { forced-color-adjust: auto; } }
`;

let shared: CSSStyleSheet | null = null;

/** One sheet for all badges of the page; constructed, so that no content policy of the page applies to it. */
export function badgeStyle(): CSSStyleSheet {
  if (shared === null) {
    shared = new CSSStyleSheet();
    shared.replaceSync(CSS);
  }
  return shared;
}

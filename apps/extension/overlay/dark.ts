/** Whether what lies behind an element is dark: its first painted background, or the page's own scheme. */
export function isDarkPage(anchor: Element): boolean {
  for (let element: Element | null = anchor; element !== null; element = element.parentElement) {
    const parts = getComputedStyle(element)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (parts === undefined) continue;
    const [red = 255, green = 255, blue = 255, alpha = 1] = parts;
    if (alpha > 0.5) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110;
  }
  const scheme = getComputedStyle(anchor.ownerDocument.documentElement).colorScheme;
  return scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
}

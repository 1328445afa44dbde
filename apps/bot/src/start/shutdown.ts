/** A terminal's Ctrl+C may reach us twice at once, directly and through the program that started us. */
const SAME_SIGNAL_WITHIN = 1_000;

/**
 * Resolves with the first SIGINT or SIGTERM. A second one, more than a second later, ends the process at once.
 * @param onFirst told when the first signal comes
 */
export function untilToldToStop(onFirst: () => void): Promise<void> {
  return new Promise((stop) => {
    let firstAt: number | null = null;
    const onSignal = () => {
      if (firstAt === null) {
        firstAt = Date.now();
        onFirst();
        stop();
      } else if (Date.now() - firstAt > SAME_SIGNAL_WITHIN) process.exit(130);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

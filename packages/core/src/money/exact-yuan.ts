import type { Fen } from './fen.ts';

/** An amount to the fen, as documents and papers state it: `1,234,567.89`, `-5.00`. */
export function exactYuan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

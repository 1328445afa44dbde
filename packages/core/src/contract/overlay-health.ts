/** `GET /health`: for the options page, before it is paired. */
export interface OverlayHealth {
  readonly product: 'xinshao';
  readonly ok: boolean;
}

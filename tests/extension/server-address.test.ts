import { expect, test } from 'vitest';
import { readServerAddress } from '../../apps/extension/server/address.ts';

test.each([
  ['https://xinshao.example.com', 'https://xinshao.example.com'],
  ['  https://Xinshao.Example.com/  ', 'https://xinshao.example.com'],
  ['https://intranet.example.com/credit/', 'https://intranet.example.com/credit'],
  ['https://xinshao.example.com:8443', 'https://xinshao.example.com:8443'],
  ['http://127.0.0.1:3170', 'http://127.0.0.1:3170'],
  ['http://localhost:3170/', 'http://localhost:3170'],
  ['http://[::1]:3170', 'http://[::1]:3170'],
  ['', ''],
  ['   ', ''],
])('%j is kept as %j', (typed, address) => {
  expect(readServerAddress(typed)).toEqual({ ok: true, address });
});

test.each([
  ['xinshao.example.com', 'addressInvalid'],
  ['信哨', 'addressInvalid'],
  ['https://', 'addressInvalid'],
  ['ftp://xinshao.example.com', 'addressInvalid'],
  ['javascript:alert(1)', 'addressInvalid'],
  ['file:///etc/passwd', 'addressInvalid'],
  ['http://xinshao.example.com', 'addressInsecure'],
  ['http://127.0.0.1.example.com', 'addressInsecure'],
  ['http://localhost@xinshao.example.com', 'addressInsecure'],
  ['https://user:secret@xinshao.example.com', 'addressTooMuch'],
  ['https://xinshao.example.com/?key=1', 'addressTooMuch'],
  ['https://xinshao.example.com/#top', 'addressTooMuch'],
])('%j is refused: %s', (typed, problem) => {
  expect(readServerAddress(typed)).toEqual({ ok: false, problem });
});

import { expect, it } from 'vitest';
import { isSameStatus } from './status.ts';

it.each([
  ['存续', '存续（在营、开业、在册）', true],
  ['在业', '开业', true],
  ['注销', ' 注销', true],
  ['存续', '注销', false],
  ['吊销', '吊销，未注销', false],
])('%j and %j mean the same: %s', (one, other, same) => {
  expect(isSameStatus(one, other)).toBe(same);
  expect(isSameStatus(other, one)).toBe(same);
});

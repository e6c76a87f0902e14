import fc from 'fast-check';
import { isMaximumAcu, isMinimumAcu } from '../../src/config/sections/database';

describe('Aurora capacity units', () => {
  it('go from 0 to 256 in halves as a minimum, from 1 as a maximum', () => {
    const halves = Array.from({ length: 530 }, (_, index) => (index - 10) / 2);
    expect(halves.filter(isMinimumAcu)).toEqual(halves.filter((acu) => acu >= 0 && acu <= 256));
    expect(halves.filter(isMaximumAcu)).toEqual(halves.filter((acu) => acu >= 1 && acu <= 256));
  });

  it('have no value between two halves', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 300 }), (acu) => {
        fc.pre(!Number.isInteger(acu * 2));
        expect([isMinimumAcu(acu), isMaximumAcu(acu)]).toEqual([false, false]);
      }),
    );
  });
});

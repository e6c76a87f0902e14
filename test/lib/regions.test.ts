import { regions, zonesOf } from '../../src/lib/regions';

describe('regions', () => {
  it('are the 17 that need no opting in', () => {
    expect(regions).toHaveLength(17);
    expect(regions).toContain('us-west-2');
  });

  it('have at least two zones each, named after the region', () => {
    for (const region of regions) {
      const zones = zonesOf(region);
      expect(new Set(zones).size).toBeGreaterThanOrEqual(2);
      for (const zone of zones) expect(zone).toMatch(new RegExp(`^${region}[a-f]$`));
    }
    expect(zonesOf('us-west-2')).toEqual(['us-west-2a', 'us-west-2b', 'us-west-2c', 'us-west-2d']);
  });
});

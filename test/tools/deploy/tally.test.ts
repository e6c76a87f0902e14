import { Tally } from '../../../tools/deploy/tally';
import { recordedEvents } from '../recorded/read';

function tallyOf(name: string): Tally {
  const tally = new Tally();
  for (const event of recordedEvents(name)) tally.accept(event);
  return tally;
}

describe('Tally', () => {
  it.each([
    ['create', { total: 3, done: 3, resources: 3, changes: { add: 3, change: 0, remove: 0 } }],
    ['replace', { total: 5, done: 5, resources: 3, changes: { add: 2, change: 1, remove: 2 } }],
    ['nothing', { total: 0, done: 0, resources: 3, changes: { add: 0, change: 0, remove: 0 } }],
    ['destroy', { total: 3, done: 3, resources: 0, changes: { add: 0, change: 0, remove: 3 } }],
  ])('counts what Terraform did: %s', (name, { total, done, resources, changes }) => {
    const tally = tallyOf(name);
    expect({ total: tally.total, done: tally.done, resources: tally.resources }).toEqual({
      total,
      done,
      resources,
    });
    expect(tally.changes).toMatchObject(changes);
  });

  it('keeps the outputs, without the value of a sensitive one', () => {
    const { outputs } = tallyOf('create');
    expect(outputs.topic?.value).toBe('arn:aws:sns:us-west-2:123456789012:before-one');
    expect(outputs.account).toEqual({ sensitive: true, type: 'string' });
  });

  it('has no total for a plan that failed', () => {
    expect(tallyOf('invalid').total).toBeUndefined();
  });

  it('adds up the runs of one stack', () => {
    const tally = new Tally();
    for (const name of ['create', 'state-backend'])
      for (const event of recordedEvents(name)) tally.accept(event);
    const { total, done, resources, changes } = tally;
    expect({ total, done, resources, changes }).toEqual({
      total: 7,
      done: 7,
      resources: 7,
      changes: expect.objectContaining({ add: 7, change: 0, remove: 0 }) as unknown,
    });
    expect(Object.keys(tally.outputs)).toEqual(Object.keys(tallyOf('state-backend').outputs));
  });
});

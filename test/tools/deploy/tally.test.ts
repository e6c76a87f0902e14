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
    expect(tally.isDoneBut(new Set())).toBe(true);
  });

  it('keeps the outputs, without the value of a sensitive one', () => {
    const { outputs } = tallyOf('create');
    expect(outputs.topic?.value).toBe('arn:aws:sns:us-west-2:123456789012:before-one');
    expect(outputs.account).toEqual({ sensitive: true, type: 'string' });
  });

  it('is not done while a failed plan has not even been counted', () => {
    const tally = tallyOf('invalid');
    expect(tally.total).toBeUndefined();
    expect(tally.isDoneBut(new Set())).toBe(false);
  });

  it('tells when only resources of some types are left', () => {
    const tally = new Tally();
    const slow = new Set(['aws_s3_bucket_lifecycle_configuration']);
    const ready = recordedEvents('state-backend').map((event) => {
      tally.accept(event);
      return [tally.done, tally.isDoneBut(slow), tally.isDoneBut(new Set())];
    });
    const firstReady = ready.find(([, withoutSlow]) => withoutSlow);
    expect(firstReady).toEqual([3, true, false]);
    expect(ready.at(-1)).toEqual([4, true, true]);
  });

  it('takes a replacement for done only when the new one stands', () => {
    const tally = new Tally();
    const done = recordedEvents('replace').flatMap((event) => {
      tally.accept(event);
      return event.type === 'apply_complete' && event.hook.resource.addr === 'aws_sns_topic.after'
        ? [[event.hook.action, tally.isDoneBut(new Set(['none']))]]
        : [];
    });
    expect(done).toEqual([
      ['delete', false],
      ['create', true],
    ]);
  });
});

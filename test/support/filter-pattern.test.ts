import { finds } from './filter-pattern';

/** Examples of the page of AWS, with its own account of them. */
describe('the oracle of filter patterns', () => {
  test.each([
    ['"ERROR"', '[ERROR] A fatal exception has occurred', true],
    ['ERROR', 'Exiting with ERRORCODE: -1', true],
    ['ERROR Exception', '[ERROR] Unhandled Exception', true],
    ['ERROR Exception', '[ERROR] Unhandled error', false],
    ['"Failed to process the request"', '[WARN] Failed to process the request', true],
    ['"Failed to process the request"', '[WARN] Failed to process a request', false],
    ['{ $.eventType = "UpdateTrail" }', '{"eventType": "UpdateTrail"}', true],
    ['{ $.eventType = "UpdateTrail" }', '{"eventType": "UpdateTrails"}', false],
    ['{ $.requestParameters.instanceId = "i-1" }', '{"requestParameters": {"instanceId": "i-1"}}', true],
    ['{ $.eventType = "UpdateTrail" }', 'UpdateTrail', false],
    ['[w1=ERROR, w2]', 'ERROR message', true],
    ['[w1=ERROR, w2]', 'ERROR WARN message', false],
    [
      '[ip, user, username, timestamp, request, status_code="200", bytes]',
      '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534',
      true,
    ],
    ['[ip, status="4*", ...]', '127.0.0.1 404 x', true],
    ['[ip, status="4*", ...]', '127.0.0.1 204 x', false],
    [
      '[ip, user, ...]',
      '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534',
      true,
    ],
  ])('%s and %s: %s', (pattern, event, found) => {
    expect(finds(pattern, event)).toBe(found);
  });

  test.each(['?ERROR', 'ERROR -WARN', '%ERROR%', '{ $.a = 1 }', '[a=*4]'])(
    'does not guess at %s',
    (pattern) => {
      expect(() => finds(pattern, 'ERROR')).toThrow('not understood');
    },
  );
});

import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { HttpRequest, invoke } from '../../tools/chat/invoke';
import { adminLogin, sql } from './sql';
import { only, REGION, World } from './world';

/** Invokes the deployed function with events of the gateway, and looks at what it left in table and database. */
export function describeAssistant(world: () => World): void {
  const name = (): string => `petclinic-${world().config.name}-genai`;

  /** Status and body of the answer, and what the function logged. */
  async function ask(request: HttpRequest): Promise<{ status: number; body: unknown; log: string }> {
    const place = {
      endpoint: world().endpoint,
      account: world().account,
      region: REGION,
      name: name(),
      alias: 'live',
    };
    const { payload, logTail } = await invoke(place, request);
    const { statusCode, body } = JSON.parse(payload) as { statusCode: number; body: string };
    return { status: statusCode, body: JSON.parse(body), log: logTail };
  }
  const question = (text: string, sessionId?: string): HttpRequest => ({
    method: 'POST',
    path: '/api/genai',
    body: JSON.stringify({ question: text, sessionId }),
  });

  test('it is well: settings, secret, network and database', async () => {
    expect(await ask({ method: 'GET', path: '/api/genai/health' })).toMatchObject({
      status: 200,
      body: { status: 'UP' },
    });
  });

  test('it lists vets out of the migrated database, by a tool that the model calls', async () => {
    const { status, body, log } = await ask(question('Which vets know surgery?'));
    const { answer } = body as { answer: string };
    expect(status).toBe(200);
    expect(answer).toContain('Linda Douglas');
    expect(answer).toContain('Rafael Ortega');
    expect(answer).not.toContain('James Carter');
    expect(log).toContain('"tools": ["list_vets"]');
  });

  test('it remembers the conversation, in an item that ends within the hour', async () => {
    const first = await ask(question('Which vets know dentistry?'));
    const { sessionId } = first.body as { sessionId: string };
    const second = await ask(question('Thank you', sessionId));
    expect(second.body).toMatchObject({ sessionId });
    expect(second.log).toContain('"turns_before": 1');
    const { Items = [] } = await world().aws.dynamodb.send(
      new ScanCommand({ TableName: `${name()}-sessions` }),
    );
    const item = only(Items.filter((each) => each['sessionId']?.S === sessionId));
    const secondsLeft = Number(item['expiresAt']?.N) - Date.now() / 1000;
    expect(secondsLeft).toBeGreaterThan(3000);
    expect(secondsLeft).toBeLessThanOrEqual(3600);
  });

  test('it refuses to write an owner without a proper telephone number, and the database stays as it was', async () => {
    const owners = async () => sql(world(), await adminLogin(world()), 'SELECT COUNT(*) FROM owners');
    const before = await owners();
    const { status, body, log } = await ask(
      question('Add an owner named Ann Lee, address: 1 Elm St., city: Ames, telephone: 12345.'),
    );
    expect([status, (body as { answer: string }).answer]).toEqual([
      200,
      expect.stringContaining('telephone has to be exactly 10 digits'),
    ]);
    expect(log).toContain('"tools": ["add_owner"]');
    expect(await owners()).toEqual(before);
  });

  test('it writes an owner once, after the person said yes', async () => {
    const owners = async () => sql(world(), await adminLogin(world()), 'SELECT COUNT(*) FROM owners');
    const before = await owners();
    const proposed = await ask(
      question('Add an owner named Ann Lee, address: 1 Elm St., city: Ames, telephone: 6085551234.'),
    );
    const { answer, sessionId } = proposed.body as { answer: string; sessionId: string };
    expect(answer).toContain('To be added: the owner Ann Lee, 1 Elm St., Ames, telephone 6085551234.');
    expect(await owners()).toEqual(before);
    expect((await ask(question('yes', sessionId))).body).toMatchObject({
      answer: expect.stringMatching(/^Owner Ann Lee was added with the number \d+\.$/) as unknown,
    });
    expect(await owners()).not.toEqual(before);
  });

  test('it refuses a question that is too long, and what it does not know', async () => {
    expect(await ask(question('x'.repeat(4001)))).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('4000 are allowed') as unknown },
    });
    expect((await ask({ method: 'GET', path: '/api/genai/admin' })).status).toBe(404);
  });
}

import { Statement } from '../model/firewall/types';
import { requestOf } from '../model/http';
import { Question } from './questions';
import { through } from './request-outcome';

/** Questions about requests to the assistant. */
export function genaiQuestions(): Question[] {
  const reached = { '/api/genai': 'POST', '/api/genai/chatclient': 'POST', '/api/genai/health': 'GET' };
  const post = (bodySize: number) => requestOf('POST', '/api/genai', { bodySize });
  return [
    ...Object.entries(reached).map(([path, method]) =>
      through(`${method} ${path} → genai`, requestOf(method, path), { at: 'genai', path }),
    ),
    ...(['/api/genai', '/api/genai/one'] as const).map((path) =>
      through(`OPTIONS ${path} → preflight`, requestOf('OPTIONS', path), { status: 204 }),
    ),
    ...['GET', 'PUT', 'DELETE'].map((method) =>
      through(`${method} /api/genai`, requestOf(method, '/api/genai'), { status: 404 }),
    ),
    through('DELETE /api/genai/one', requestOf('DELETE', '/api/genai/one'), { status: 404 }),
    // 4,000 characters of four bytes each, escaped.
    through('POST /api/genai of 48 kB → genai', post(48_100), { at: 'genai', path: '/api/genai' }),
    through('POST /api/genai of 60 kB', post(60_000), { status: 403 }),
    bodyQuestion('/api/genai', false),
    bodyQuestion('/api/vets', true),
    bodyQuestion('/api/vets/api/genai', true),
  ];
}

/** Question whether rules of managed groups about bodies can stop a request, by themselves or by their labels. */
function bodyQuestion(path: string, canStop: boolean): Question {
  return {
    asks: `rules about bodies ${canStop ? 'can' : 'cannot'} stop POST ${path}`,
    failure: (reach) => {
      const request = requestOf('POST', path, { bodySize: 100 });
      for (const entry of reach.prepared.entries) {
        const { notJudged } = reach.prepared.judgeApi(request, entry);
        const acls = reach.model.firewalls.filter(({ resources }) => resources.includes(entry.stage.id));
        const blocking = acls
          .flatMap(({ rules }) => rules)
          .filter(
            ({ id, action, statement }) =>
              notJudged.includes(id) &&
              (statement.kind === 'not-judged' ? mayBlockBodies(statement) : action?.kind === 'block'),
          );
        if (blocking.length > 0 !== canStop) return blocking[0]?.id ?? 'none of them can';
      }
      return undefined;
    },
  };
}

/** Lists of addresses look at nothing else. Which rules of another group look at bodies is for a policy to know. */
const mayBlockBodies = ({ name, counted = [] }: Extract<Statement, { kind: 'not-judged' }>): boolean =>
  counted.length === 0 && !name.endsWith('IpReputationList');

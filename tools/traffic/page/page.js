/* eslint-disable no-undef -- runs in a browser */

/** Milliseconds between two looks at what runs, and between two hops that are shown. */
const LOOK = 3_000;
const STEP = 120;

const at = (selector) => document.querySelector(selector);

/** Element with properties and children; texts are texts, never markup. */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const fill = (selector, children) => at(selector).replaceChildren(...children);
const rows = (selector, lines) =>
  fill(
    `${selector} tbody`,
    lines.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
  );
const link = (href, text) => element('li', {}, element('a', { href }, text));

let prefix;
let version;
let session;
let tasks = [];

async function look() {
  const state = await (await fetch('/_traffic/state')).json();
  const { stacks, services, functions } = state;
  tasks = services.flatMap((service) => service.tasks.map((task) => ({ service: service.name, ...task })));
  const healthy = tasks.filter((task) => task.isHealthy).length;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  at('#summary').textContent =
    `${stacks.length} stacks with ${resources} resources; ${services.length} services, ` +
    `${healthy} of ${tasks.length} tasks healthy; ${functions.length} functions.` +
    (state.prefixes.length === 0 ? ' No API answers under this address.' : '');
  rows(
    '#tasks',
    tasks.map(({ service, id, address, isHealthy }) => [
      service,
      id.slice(0, 8),
      address,
      element('span', { className: isHealthy ? 'good' : 'bad' }, isHealthy ? 'healthy' : 'not healthy'),
    ]),
  );
  rows(
    '#stacks',
    stacks.map(({ name, resources: count, applied }) => [
      name,
      String(count),
      new Date(applied).toLocaleString(),
    ]),
  );
  if (state.version === version) return;
  version = state.version;
  const isFirst = prefix === undefined;
  [prefix] = state.prefixes;
  fill(
    '#logs ul',
    state.logGroups.map((group) => link(`/_traffic/logs?group=${encodeURIComponent(group)}`, group)),
  );
  fill(
    '#docs ul',
    state.docs.map((doc) => link(`/${doc}`, doc)),
  );
  at('#picture').innerHTML = await (await fetch('/_traffic/picture.svg')).text();
  if (isFirst && prefix !== undefined) await clinic();
}

/** Request through firewall and API, and its way. */
async function send(method, path, source, body) {
  const response = await fetch(`${prefix}${path}`, {
    method,
    headers: { 'x-emulator-source': source, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  });
  const text = await response.text();
  const id = response.headers.get('x-amzn-requestid');
  const told = id === null ? undefined : await fetch(`/_traffic/requests/${id}`);
  return { status: response.status, text, journey: told?.ok ? await told.json() : undefined };
}

/** Arrow of the picture that leads to a hop, as the beginning of its title, and its end where one zone alone is meant. */
function arrowTo({ at: place }, isBehindApi, name, zone) {
  if (place === 'API') return ['AWS WAF → API Gateway'];
  if (place.startsWith('target')) return [`load balancer → ${name} `, zone];
  if (place.startsWith('firewall') && !isBehindApi) return ['users → AWS WAF'];
  return /^(firewall|listener)/.test(place) ? ['API Gateway → load balancer'] : [];
}

function mark([beginning, end = ''], allows) {
  for (const path of document.querySelectorAll('#picture path')) {
    const title = path.querySelector('title')?.textContent ?? '';
    if (beginning === undefined || !title.startsWith(beginning) || !title.endsWith(end)) continue;
    path.classList.add('passed');
    path.classList.toggle('stopped', !allows);
  }
}

async function show({ status, text, journey }) {
  for (const path of document.querySelectorAll('#picture path')) path.classList.remove('passed', 'stopped');
  fill('#hops', []);
  at('#answer').hidden = true;
  const hops = journey?.hops ?? [];
  const name = tileOf(journey?.reached?.name);
  const zone = tasks.find((task) => journey?.reached?.task?.endsWith(task.id))?.zone ?? '';
  for (const [index, hop] of hops.entries()) {
    const { at: place, decidedBy, note, allows, ms } = hop;
    at('#hops').append(
      element(
        'li',
        {},
        element('strong', { className: allows ? 'good' : 'bad' }, `${place}: ${allows ? 'passes' : 'stops'}`),
        ` ${note ?? ''} `,
        element('small', {}, `${decidedBy}, after ${ms.toFixed(1)} ms`),
      ),
    );
    const isBehindApi = hops.slice(0, index).some((earlier) => earlier.at === 'API');
    mark(arrowTo(hop, isBehindApi, name, zone), allows);
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
      await new Promise((done) => setTimeout(done, STEP));
  }
  if (hops.length > 0 && journey.reached !== undefined) mark([`API Gateway → ${name},`], true);
  const who = journey?.reached === undefined ? 'no task or function' : journey.reached.name;
  at('#outcome').textContent = `Status ${status}, answered by ${who}, ${hops.length} places passed.`;
  at('#answer').textContent = pretty(text);
  at('#answer').hidden = false;
}

/** Name of the tile that stands for a placement: the longest that its physical name ends in. */
function tileOf(name = '') {
  const tiles = [...document.querySelectorAll('#picture title')].flatMap((title) =>
    [...title.textContent.matchAll(/→ ([\w-]+)/g)].map(([, tile]) => tile),
  );
  return tiles.filter((tile) => name.endsWith(tile)).sort((a, b) => b.length - a.length)[0];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** Owners and vets as the clinic's front desk sees them. */
async function clinic() {
  const [owners, vets] = await Promise.all(
    ['/api/customers/owners', '/api/vets/vets'].map(async (path) => {
      const { status, text } = await send('GET', path, '203.0.113.9');
      return status === 200 ? JSON.parse(text) : [];
    }),
  );
  rows(
    '#owners',
    owners.map(({ firstName, lastName, city, pets = [] }) => [
      `${firstName} ${lastName}`,
      city,
      pets.map((pet) => `${pet.name} (${pet.type?.name ?? ''})`).join(', '),
    ]),
  );
  rows(
    '#vets',
    vets.map(({ firstName, lastName, specialties = [] }) => [
      `${firstName} ${lastName}`,
      specialties.map((specialty) => specialty.name).join(', ') || 'none',
    ]),
  );
}

/** Runs what a form stands for, its button off meanwhile; a failure is said where `tell` says. */
function onSubmit(selector, tell, run) {
  at(selector).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = at(`${selector} button`);
    button.disabled = true;
    try {
      await run(Object.fromEntries(new FormData(at(selector))));
    } catch (error) {
      tell(`Nothing answered: ${error.message}`);
    } finally {
      button.disabled = false;
    }
  });
}

onSubmit(
  '#send',
  (message) => (at('#outcome').textContent = message),
  async ({ method, path, source, body }) => {
    await show(await send(method, path, source, method === 'GET' ? '' : body));
    if (method !== 'GET') await clinic();
  },
);

const say = (who, text) => {
  at('#talk').append(element('p', {}, element('strong', {}, `${who}: `), text));
  at('#talk').scrollTop = at('#talk').scrollHeight;
};
onSubmit(
  '#ask',
  (message) => say('Page', message),
  async ({ question }) => {
    say('You', question);
    const body = JSON.stringify({ question, ...(session === undefined ? {} : { sessionId: session }) });
    const { status, text } = await send('POST', '/api/genai', '203.0.113.9', body);
    const answer = status === 200 ? JSON.parse(text) : {};
    session = answer.sessionId ?? session;
    say('Assistant', answer.answer ?? `status ${status}: ${text}`);
    await clinic();
  },
);

async function lookOn() {
  try {
    if (!document.hidden) await look();
  } catch (error) {
    at('#summary').textContent = `The emulator does not answer: ${error.message}`;
  }
  setTimeout(lookOn, LOOK);
}
void lookOn();

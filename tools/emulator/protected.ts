import { Environment } from '../../src/config/schema';
import { Protection } from '../deploy/protection';
import { table } from '../deploy/report';
import { CommandOptions, commandLine } from './command-line';

/** Exit code of a destroy that was refused because something is protected: nothing was touched. */
export const PROTECTED = 3;

type Config = Pick<Environment, 'name' | 'tier' | 'database'>;

/** Settings that the environment's file needs before a destroy; empty when it has them. */
export function settingsToChange({ tier, database }: Config): string[] {
  return [
    // Before the other, which production refuses.
    ...(tier === 'production' ? [`tier: 'development'`] : []),
    ...(database.deletionProtection ? ['database.deletionProtection: false'] : []),
  ];
}

/** No setting empties a backup vault: what is in it is there for the day on which all else went wrong. */
function emptyVaults(protections: readonly Protection[]): string[] {
  const vaults = protections.filter(({ holds }) => holds === 'backups').map(({ address }) => address);
  if (vaults.length === 0) return [];
  return [`Delete the backups in ${vaults.join(', ')}: docs/runbooks/deploy.md says how.`];
}

function changeSettings(config: Config): string {
  const file = `src/config/environments/${config.name}.ts`;
  const settings = settingsToChange(config);
  if (settings.length === 0) return `${file} protects nothing any more, but that was not applied yet.`;
  return [
    `In ${file} say ${settings.join(' and ')}.`,
    ...(config.tier === 'production'
      ? [
          'From the next step on, what buckets and repositories hold goes with them, and secrets go at once: save what has to stay.',
        ]
      : []),
    config.database.finalSnapshot
      ? 'With database.finalSnapshot: true a snapshot of the database stays, readable as long as its key: 7 days.'
      : 'With database.finalSnapshot: false nothing of the database stays.',
  ].join('\n');
}

/**
 * Explanation of why an environment is not destroyed, with the steps to go on.
 *
 * @param config settings of the environment, as its file states them now
 */
export function describeProtections(
  config: Config,
  protections: readonly Protection[],
  options: CommandOptions,
): string {
  const rows = protections.map(({ stack, address, by }) => [stack, address, by]);
  const steps = [
    ...emptyVaults(protections),
    changeSettings(config),
    `${commandLine('npm start', options)}\napplies that.`,
    `${commandLine('npm run destroy', options)}\ndocs/runbooks/deploy.md says what stays, and for how long.`,
  ].map((step, index) => `  ${index + 1}. ${step.replaceAll('\n', '\n     ')}`);
  return `${config.name} is protected, so nothing was destroyed:

${table([['Stack', 'Resource', 'Protected by'], ...rows])}

To take it down all the same:

${steps.join('\n')}`;
}

import { Construct } from 'constructs';
import { anyOf } from '../../lib/alarm-rule';
import { byKey, Keyed } from '../../lib/keyed';
import { Alarm, AlarmSetting } from './alarm';
import { CompositeAlarm, CompositeAlarmProps } from './composite-alarm';
import { DatabaseAlarms } from './database-alarms';

export interface PathAlarmsProps {
  readonly setting: AlarmSetting;
  readonly gateway: readonly Alarm[];
  readonly loadBalancer: readonly Alarm[];
  readonly database: Pick<DatabaseAlarms, 'limits' | 'strain'>;
  /** By name. */
  readonly services: Keyed<{ readonly alarms: readonly Alarm[]; readonly usesDatabase: boolean }>;
  readonly genai: readonly Alarm[];
}

/**
 * What users notice, path by path, and who tells the operator of it: one mail for one cause.
 *
 * - The alarms of a service, and of the GenAI function, tell nobody. The alarm of their path does it for them: together they
 *   say what is wrong, but it is one thing.
 * - A path is in alarm, too, while its users notice that the gateway, the load balancer or the database is. The mail then
 *   comes from the alarm of the entrance or of the database, and the paths keep silent. So they do when one service fails so
 *   badly that the errors of the whole API rise: one mail, and the service's own alarms show which it is.
 * - What strains the database is told apart from its limits, which users notice: after a night of slow statements, the mail
 *   would else have been sent long before.
 * - NAT gateways, firewalls and the migration are on no path: their alarms tell by themselves.
 */
export class PathAlarms extends Construct {
  /** In a stable order. */
  readonly all: readonly Alarm[];
  readonly #setting: AlarmSetting;

  constructor(scope: Construct, id: string, props: PathAlarmsProps) {
    super(scope, id);
    this.#setting = props.setting;
    const { gateway, loadBalancer, database, services, genai } = props;
    const entrance = this.#combine('entrance', {
      kind: 'entrance',
      says: 'The API fails or is slow as a whole: at the gateway, at the load balancer, or in a service that most requests go to.',
      rule: anyOf([...gateway, ...loadBalancer]),
    });
    const limits = this.#combine('database', {
      kind: 'database',
      says: 'The database is at one of its limits, or does not tell how it is: whoever uses it notices.',
      rule: anyOf(database.limits),
    });
    const strain = this.#combine('database-strain', {
      kind: 'database-strain',
      says: 'The database is on the way to a limit, or slower than it should be.',
      rule: anyOf(database.strain),
      explainedBy: limits,
    });
    const shared = this.#combine('shared-parts', {
      kind: 'shared-parts',
      notifies: false,
      says: 'The entrance or the database is in alarm. While it is, the alarms of the paths tell nobody.',
      rule: anyOf([entrance, limits]),
    });
    const path = (name: string, own: readonly Alarm[], usesDatabase: boolean): CompositeAlarm =>
      this.#combine(`path-${name}`, {
        kind: 'path',
        says: `Users of ${name} notice that something is wrong, or soon will.`,
        rule: anyOf([...own, ...gateway, ...(usesDatabase ? database.limits : [])]),
        explainedBy: usesDatabase ? shared : entrance,
      });
    this.all = [
      entrance,
      limits,
      strain,
      shared,
      ...byKey(services).map(([name, { alarms, usesDatabase }]) =>
        path(name, [...alarms, ...loadBalancer], usesDatabase),
      ),
      // The gateway calls the function itself, without the load balancer.
      path('genai', genai, true),
    ];
  }

  #combine(
    name: string,
    props: Omit<CompositeAlarmProps, 'setting' | 'name' | 'notifies'> & { readonly notifies?: false },
  ): CompositeAlarm {
    return new CompositeAlarm(this, name, { setting: this.#setting, name, notifies: true, ...props });
  }
}

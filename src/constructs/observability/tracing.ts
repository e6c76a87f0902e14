import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import { SamplingRule, samplingRules } from './sampling-rules';
import { tracesOf } from './trace-filter';
import { ApiSamplingRule } from './api-sampling-rule';
import { TraceGroup } from './trace-group';

export interface TracingProps {
  readonly environment: string;
  readonly groupName: string;
  /** Returns the name of a sampling rule. */
  readonly nameOf: (rule: string) => string;
  readonly apiName: string;
  readonly stage: string;
  /** Name of the GenAI function, which is also called without the API; undefined without one. */
  readonly functionName: string | undefined;
  /** Share of the requests to the services that is traced. */
  readonly sampling: Pick<SamplingRule, 'perSecond' | 'percentOfOthers'>;
}

/** The sampling rules of requests, and the group in which an operator finds their traces. */
export class Tracing extends Construct {
  constructor(scope: Construct, id: string, props: TracingProps) {
    super(scope, id);
    const { environment, apiName, stage, functionName } = props;
    new TraceGroup(this, 'group', {
      name: props.groupName,
      filterExpression: tracesOf({
        environment,
        services: {
          api: { name: `${apiName}/${stage}`, type: 'AWS::ApiGateway::Stage' },
          ...(functionName === undefined
            ? {}
            : { genai: { name: functionName, type: 'AWS::Lambda::Function' } }),
        },
      }),
    });
    for (const [key, rule] of byKey(samplingRules(props.sampling, functionName !== undefined))) {
      new ApiSamplingRule(this, `rule-${key}`, { ...rule, name: props.nameOf(key), apiName, stage });
    }
  }
}

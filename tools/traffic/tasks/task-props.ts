import { TaskDefinition } from '@aws-sdk/client-ecs';
import { EcsService } from '../../model/services';
import { LogWriter } from '../logs/writer';
import { TaskNetwork } from './network';
import { Latest } from './target-health';

export interface TaskProps {
  readonly service: EcsService;
  readonly definition: TaskDefinition;
  readonly network: TaskNetwork;
  /** A person's program in place of the stand-in. */
  readonly program: string | undefined;
  readonly endpoint: string;
  /** The emulator's folder for files. */
  readonly folder: string;
  readonly nssWrapper: string | undefined;
  readonly logs: LogWriter;
  readonly latest: Latest;
  /** Callback for each change of the task. */
  readonly onChange: () => void;
}

import { namesFor } from './naming';

/** The names of an environment's parameters in Parameter Store: what writes, reads or permits one takes its name from here. */
export interface ParameterNames {
  /** JDBC address of the writer. */
  readonly dbUrl: string;
  /** JDBC address of the readers. */
  readonly dbReaderUrl: string;
  /** Level of the services' root logger. */
  readonly rootLogLevel: string;
  /** Model that the GenAI function asks. */
  readonly modelId: string;
  /** Model that the GenAI function makes embeddings with. */
  readonly embeddingModelId: string;
  /** Names of the parameters of one service, by the name of the service. */
  readonly service: (name: string) => {
    readonly port: string;
    readonly profiles: string;
  };
}

export function parameterNames(environment: string): ParameterNames {
  const names = namesFor(environment);
  const parameter = (...parts: string[]): string => names('ssm-parameter', ...parts);
  return {
    dbUrl: parameter('db', 'url'),
    dbReaderUrl: parameter('db', 'reader-url'),
    rootLogLevel: parameter('common', 'logging.level.root'),
    modelId: parameter('genai', 'model-id'),
    embeddingModelId: parameter('genai', 'embedding-model-id'),
    service: (name) => ({
      port: parameter(name, 'server.port'),
      profiles: parameter(name, 'spring.profiles.active'),
    }),
  };
}

/** @param name with its leading slash, which the ARN has in place of a separator */
export const parameterArn = (region: string, accountId: string, name: string): string =>
  `arn:aws:ssm:${region}:${accountId}:parameter${name}`;

/** Name of the secret with the login of a database user. */
export const userSecretName = (environment: string, user: string): string =>
  namesFor(environment)('secret', 'db', 'users', user.replaceAll('_', '.'));

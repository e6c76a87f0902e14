import { RestApi, Stage } from './api/types';
import { Model } from './model';

/** One way into an API: a stage under its own host, or under a domain. */
export interface Entry {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly host: string;
  /** Prefix before the path that the API knows, such as `/v1`. */
  readonly prefix: string;
}

/** Ways into all APIs, domains first. */
export const entriesOf = ({ apis }: Model): Entry[] =>
  apis.flatMap((api) => {
    const under = api.domains.flatMap(({ name, basePath, stage: wanted }) =>
      api.stages
        .filter(({ name: stage }) => stage === wanted)
        .map((stage) => ({ api, stage, host: name, prefix: basePath === '' ? '' : `/${basePath}` })),
    );
    const own = api.stages.map((stage) => ({
      api,
      stage,
      host: `${api.id}.execute-api`,
      prefix: `/${stage.name}`,
    }));
    return api.hasOwnEndpoint ? [...under, ...own] : under;
  });

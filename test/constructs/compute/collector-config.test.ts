import { collectorConfig, COLLECTOR_MEMORY_MIB } from '../../../src/constructs/compute/collector-config';
import { collectorPorts } from '../../../src/lib/collector-ports';
import { tracesOf } from '../../../src/constructs/observability/trace-filter';

interface Config {
  readonly receivers: object;
  readonly extensions: object;
  readonly processors: {
    readonly memory_limiter: { limit_mib: number; spike_limit_mib: number };
    readonly attributes: { readonly actions: { action: string; key: string; value: string }[] };
  };
  readonly exporters: { readonly awsxray: { region: string; indexed_attributes: string[] } };
  readonly service: {
    readonly extensions: string[];
    readonly pipelines: { traces: Record<'receivers' | 'processors' | 'exporters', string[]> };
  };
}

const config = JSON.parse(collectorConfig({ region: 'eu-west-1', environment: 'dev' })) as Config;

test('every part of the pipeline is set up, and every part that is set up is in it', () => {
  const { receivers, processors, exporters } = config.service.pipelines.traces;
  expect([...receivers].sort()).toEqual(Object.keys(config.receivers).sort());
  expect([...processors].sort()).toEqual(Object.keys(config.processors).sort());
  expect(exporters).toEqual(Object.keys(config.exporters));
  expect(config.service.extensions).toEqual(Object.keys(config.extensions));
});

test('the memory limiter comes first, and acts before the container is at its limit', () => {
  expect(config.service.pipelines.traces.processors[0]).toBe('memory_limiter');
  const { limit_mib: limit, spike_limit_mib: spike } = config.processors.memory_limiter;
  expect(limit).toBeLessThan(COLLECTOR_MEMORY_MIB);
  expect(spike).toBeLessThan(limit);
});

test('it listens on the ports that no service may have, for its own task only', () => {
  const endpoints = [...JSON.stringify(config).matchAll(/"endpoint":"([\d.]+):(\d+)"/g)];
  expect(new Set(endpoints.map(([, host]) => host))).toEqual(new Set(['127.0.0.1']));
  const { metrics, ...others } = collectorPorts;
  expect(endpoints.map(([, , port]) => Number(port)).sort()).toEqual(Object.values(others).sort());
  expect(Object.values(others)).not.toContain(metrics);
  // Where the images send their spans, unasked.
  expect(others.zipkin).toBe(9411);
});

test('traces go to the region of the stack', () => {
  expect(config.exporters.awsxray.region).toBe('eu-west-1');
});

test('every span gets the environment, as an annotation that the group of its traces asks for', () => {
  const [action] = config.processors.attributes.actions;
  expect(action).toEqual({ action: 'upsert', key: 'environment', value: 'dev' });
  expect(config.exporters.awsxray.indexed_attributes).toEqual([action?.key]);
  const filter = tracesOf({ environment: 'dev', services: {} });
  expect(filter).toBe(`annotation[${String(action?.key)}] = "dev"`);
});

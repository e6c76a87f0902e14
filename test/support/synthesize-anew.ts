import { join } from 'node:path';
import { App } from 'cdktf';
import { lockProviders } from '../../src/core/lock-file';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic, PetclinicProps } from '../../src/stacks/petclinic';

/** Synthesizes an estate as `main.ts` does the live one. */
export function synthesizeAnew(props: PetclinicProps, outdir: string): void {
  withoutTokenTraces(() => {
    const app = new App({ stackTraces: false, skipValidation: true, outdir });
    petclinic(app, props);
    app.synth();
    lockProviders(app, join(__dirname, '../..'));
  });
}

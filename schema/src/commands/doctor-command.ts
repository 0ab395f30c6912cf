import { checkMachine } from '#src/doctor/check-machine.ts';
import { checkProcesses } from '#src/doctor/check-processes.ts';
import { checkActive, checkArtefacts } from '#src/doctor/check-schemas.ts';
import type { Diagnosis } from '#src/doctor/diagnosis.ts';
import { formatDiagnosis, listProblems } from '#src/doctor/format-diagnosis.ts';
import { readPlace } from '#src/doctor/read-place.ts';
import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { openRegistryClient } from './registry-client.ts';

/** `graph doctor`: how the graph is set up here, and what is wrong with it. */
export function createDoctorCommand({ root, env, terminal, exitWith }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'doctor',
      description: 'Print the effective settings and where each came from; find what is wrong',
    },
    args: {
      format: listFormat,
      root: { type: 'string', valueHint: 'folder', description: 'Another project than this one' },
    },
    async run({ args }) {
      refuseMore(args._, 0);
      const asJson = isJson(args.format);
      const diagnosis = await terminal.during('Looking', () => diagnose(args.root ?? root, env));
      const isWrong = listProblems(diagnosis.findings).length > 0;
      terminal.say(
        asJson
          ? JSON.stringify({ outcome: isWrong ? 'failed' : 'passed', ...diagnosis }, null, 2)
          : formatDiagnosis(diagnosis),
      );
      exitWith(isWrong ? 1 : 0);
    },
  });
}

async function diagnose(root: string, env: CommandContext['env']): Promise<Diagnosis> {
  const { place, settings, findings } = readPlace(root, env);
  const known = { ...place.env, GRAPH_REGISTRY: place.registryUrl, GRAPH_PORT: undefined };
  const [processes, artefacts, active] = await Promise.all([
    checkProcesses(place),
    checkArtefacts(root),
    checkActive(root, () => openRegistryClient(root, known)),
  ]);
  return {
    settings,
    findings: [...findings, ...checkMachine(place), artefacts, ...processes, ...active],
  };
}

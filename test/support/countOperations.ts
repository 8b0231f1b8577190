import { Session, type Profiler } from 'node:inspector';

/**
 * How often the functions and blocks of the modules under `folder` run while `act` does: a measure
 * of its work that does not depend on the machine.
 *
 * @param load gives the module to be measured by `jest.requireActual`, in a registry of its own,
 * since blocks are counted only in code that is compiled after the counting began
 */
export function countOperations<Module>(
	folder: string,
	load: () => Module,
	act: (module: Module) => unknown,
): number {
	const session = new Session();
	session.connect();
	try {
		session.post('Profiler.enable');
		session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
		jest.isolateModules(() => act(load()));
		let scripts: readonly Profiler.ScriptCoverage[] = [];
		session.post('Profiler.takePreciseCoverage', (error, { result }) => {
			if (error) throw error;
			scripts = result;
		});
		return scripts
			.filter(({ url }) => url.includes(`/${folder}`) && !url.includes('/test/'))
			.flatMap(({ functions }) => functions)
			.flatMap(({ ranges }) => ranges)
			.reduce((all, { count }) => all + count, 0);
	} finally {
		session.disconnect();
	}
}

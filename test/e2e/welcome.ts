interface Shown {
	/** Of n8n. */
	readonly url: string;
	/** What is ready. */
	readonly title: string;
	readonly owner: { readonly email: string; readonly password: string };
	/** `missing` is what a workflow needs that the sandbox does not have. */
	readonly workflows: readonly Workflow[];
	/** Credentials and orders of the sandbox. */
	readonly guide: string;
	/** An Authorization Code. */
	readonly code: string;
	/** True when the sandbox has another address than the last time. */
	readonly hasMoved: boolean;
	/** Path of n8n's log. */
	readonly log: string;
}

interface Workflow {
	readonly name: string;
	readonly missing: string | null;
}

const MOVED = `
The sandbox has a new Base URL, since another program uses its last port: change it in your credentials.
`;

/** What `npm run n8n` prints when n8n is ready: the first step, then what else there is to try. */
export function welcome(shown: Shown): string {
	const { url, title, owner, workflows, guide, code, hasMoved, log } = shown;
	const ready = workflows.filter(({ missing }) => missing === null);
	const others = workflows.filter(({ missing }) => missing !== null);
	return `
${title} is ready.

First step: open ${url}/workflow/get-orders, sign in, and press "Execute workflow".

Sign in
  Email           ${owner.email}
  Password        ${owner.password}

Example workflows that run here as they are
${listed(ready)}

Example workflows that need more
${listed(others)}

The credentials "AliExpress (demo)" and "Tuya (demo)" are already set up for the sandbox. To create your
own, use these values. They stay valid when you start this program again.
${hasMoved ? MOVED : ''}
${guide}

Authorization Code, in place of the two AliExpress tokens (works once, within 3 minutes)
  ${code}

Press Enter to move an order one step, of each provider in turn; then press "Execute workflow" again,
or let "Order Trigger" notice it. Press C and Enter for another Authorization Code.

n8n's log: ${log}
Press Ctrl-C to stop. Your changes are kept; to start over, run: npm run n8n -- --fresh`;
}

/** One line for each workflow, with what it needs. */
function listed(workflows: readonly Workflow[]): string {
	const width = Math.max(...workflows.map(({ name }) => name.length)) + 3;
	return workflows
		.map(({ name, missing }) => `  ${name.padEnd(width)}${missing ?? ''}`.trimEnd())
		.join('\n');
}

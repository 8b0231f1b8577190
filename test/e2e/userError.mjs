/** An error that the user can fix. Printed without a stack trace. */
export class UserError extends Error {
	/**
	 * @param {string} message what happened
	 * @param {string} advice how to fix it
	 */
	constructor(message, advice) {
		super(message);
		this.name = 'UserError';
		this.advice = advice;
	}
}

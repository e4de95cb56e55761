package io.github.mcpoauth.observability.doctor;

/**
 * Looks at what a server shows to the network.
 */
@FunctionalInterface
interface Check {

	/**
	 * Looks.
	 * @param server what a client sees of the server
	 * @param findings takes what is found
	 */
	void examine(ServerView server, Findings findings);

}

package io.github.mcpoauth.bench;

import java.util.function.Supplier;

/**
 * What takes its turn in a comparison.
 *
 * @param name what it is called in the table
 * @param server where it runs
 * @param requests makes its requests, each whole
 * @param status what each answer has to have
 */
record Contender(String name, ServerProcess server, Supplier<byte[]> requests, int status) {

	Contender(String name, ServerProcess server, byte[] request, int status) {
		this(name, server, () -> request, status);
	}

	Contender(String name, ServerProcess server, byte[] request) {
		this(name, server, request, 200);
	}

}

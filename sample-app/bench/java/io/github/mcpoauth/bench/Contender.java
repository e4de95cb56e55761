package io.github.mcpoauth.bench;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What takes its turn in a comparison.
 *
 * @param name what it is called in the table
 * @param server where it runs
 * @param requests makes its requests, each whole
 * @param status what each answer has to have
 * @param nuisance what is sent to the same server at the same time, or {@code null}
 */
record Contender(String name, Server server, Supplier<byte[]> requests, int status, @Nullable Contender nuisance) {

	Contender(String name, Server server, Supplier<byte[]> requests, int status) {
		this(name, server, requests, status, null);
	}

	Contender(String name, Server server, byte[] request, int status) {
		this(name, server, () -> request, status);
	}

	Contender(String name, Server server, byte[] request) {
		this(name, server, request, 200);
	}

	/** The same, while the server is busy with something else. */
	Contender beside(String newName, Contender other) {
		return new Contender(newName, this.server, this.requests, this.status, other);
	}

}

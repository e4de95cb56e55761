package io.github.mcpoauth.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.Tripwire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names whose owner answers what he likes, each time something else. The server asks a
 * file instead of a name server, and remembers no answer.
 */
class RebindingAttackTests {

	private static final String THIS_MACHINE = "127.0.0.1";

	/** Public by its form, and nobody's. */
	private static final String NOWHERE = "2fff::1";

	@RegisterExtension
	static final Tripwire tripwire = new Tripwire();

	@TempDir
	static Path directory;

	@Tag("I3")
	@Tag("I4")
	@Test
	void askWhenNameIsAlsoOrAtTimesThisMachinesThenItIsNeverConnectedTo() throws Exception {
		Path hosts = directory.resolve("hosts");
		write(hosts, THIS_MACHINE);
		try (ServerProcess server = new ServerProcess(
				List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0",
						"-Dsun.net.inetaddr.negative.ttl=0"),
				"mcp.oauth.rate-limits.enabled=false",
				"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-1")) {
			assertInvalidClient(server, "changing.test");
			for (String name : List.of("private-first.test", "private-last.test", "private6.test", "metadata.test",
					"localhost")) {
				assertInvalidClient(server, name);
			}
			AtomicBoolean over = new AtomicBoolean();
			Thread owner = new Thread(() -> alternate(hosts, over));
			owner.start();
			IntStream.range(0, 60).parallel().forEach((i) -> assertInvalidClient(server, "changing.test"));
			over.set(true);
			owner.join();
		}
		assertThat(tripwire.connections()).isEmpty();
	}

	private static void alternate(Path hosts, AtomicBoolean over) {
		while (!over.get()) {
			write(hosts, NOWHERE);
			write(hosts, THIS_MACHINE);
		}
	}

	/** At once, so that no half of it is read. */
	private static void write(Path hosts, String address) {
		try {
			Path next = Files.writeString(hosts.resolveSibling("next"),
					String.join("\n", THIS_MACHINE + " localhost", THIS_MACHINE + " private-first.test",
							NOWHERE + " private-first.test", NOWHERE + " private-last.test",
							THIS_MACHINE + " private-last.test", "::1 private6.test", "169.254.169.254 metadata.test",
							address + " changing.test", ""));
			Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void assertInvalidClient(ServerProcess server, String host) {
		String clientId = "https://" + host + ":" + tripwire.port() + "/document";
		Map<String, String> request = new ClientRequests(clientId, null).token("a-code");
		Reply reply = new Http().postForm(server.url("/oauth2/token"), request);
		assertThat(reply.status()).as(host).isIn(401, 503);
		assertThat((String) reply.json().get("error")).as(host).isIn("invalid_client", "temporarily_unavailable");
	}

}

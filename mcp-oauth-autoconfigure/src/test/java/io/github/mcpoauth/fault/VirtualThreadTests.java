package io.github.mcpoauth.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.TestProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code spring.threads.virtual.enabled} a thread that waits must not keep another
 * one from its processor. In Java 21 to 23 one that has entered a monitor does.
 */
@Tag("FT26")
class VirtualThreadTests {

	private static final int CALLERS = 100;

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	/**
	 * Classes with monitors, none of which waits for anything outside of this process.
	 */
	private static final Set<String> QUICK = Set.of("registration/InMemoryRegistrationStore",
			"authorizationserver/registry/InMemoryMcpServerStore", "observability/TokenCacheMetrics",
			"resource/RefusedTokenException", "jose/UnknownKeyException");

	@Test
	void monitorsWhenInMainCodeThenNoneIsAroundInputOrOutput() throws IOException {
		Path classes = Path.of("target", "classes", "io", "github", "mcpoauth");
		Set<String> found = new TreeSet<>();
		try (Stream<Path> files = Files.walk(classes)) {
			files.filter((file) -> file.toString().endsWith(".class"))
				.filter(VirtualThreadTests::hasMonitor)
				.forEach((file) -> found
					.add(classes.relativize(file).toString().replace('\\', '/').replace(".class", "")));
		}
		assertThat(found).as("use a ReentrantLock").containsExactlyInAnyOrderElementsOf(QUICK);
	}

	private static boolean hasMonitor(Path file) {
		boolean[] found = new boolean[1];
		try (InputStream stream = Files.newInputStream(file)) {
			new ClassReader(stream).accept(new ClassVisitor(Opcodes.ASM9) {

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					found[0] |= (access & Opcodes.ACC_SYNCHRONIZED) != 0;
					return new MethodVisitor(Opcodes.ASM9) {

						@Override
						public void visitInsn(int opcode) {
							found[0] |= opcode == Opcodes.MONITORENTER;
						}

					};
				}

			}, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return found[0];
	}

	/**
	 * A hundred logins and calls at once while the provider does not answer. On a Java
	 * without virtual threads the property does nothing, and the rest holds as well.
	 */
	@Test
	@Timeout(180)
	void callWhenThreadsAreVirtualThenNoneOfThisLibraryIsPinned(@TempDir Path folder) throws IOException {
		Path recording = folder.resolve("pinned.jfr");
		Path java = newestJava();
		try (TestProvider provider = TestProvider.overLine(FacadeServer.RESOURCE);
				ServerProcess server = new ServerProcess(java,
						List.of("-XX:StartFlightRecording=filename=" + recording + ",settings=default"),
						FacadeServer.properties(provider, "spring.threads.virtual.enabled=true",
								"mcp.oauth.registration.store=jdbc",
								"mcp.oauth.registration.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
								"spring.datasource.url=" + Postgres.database("pinned"),
								"spring.datasource.username=postgres", "mcp.oauth.rate-limits.enabled=false"))) {
			FacadeFlow flow = FacadeFlow.register(server);
			Map<String, Object> tokens = flow.tokens(server);
			assertThat(FacadeFlow.callMcp(server, tokens.get("access_token")).status()).isEqualTo(200);
			provider.line().freeze();
			List<Integer> refreshes = atOnce(
					() -> flow.token(server, flow.refreshRequest((String) tokens.get("refresh_token"))));
			assertThat(refreshes).containsOnly(503);
			assertThat(FacadeFlow.callMcp(server, tokens.get("access_token")).status()).isEqualTo(200);
			provider.line().mend();
			assertThat(atOnce(() -> FacadeFlow.callMcp(server, provider.tokens().valid()))).containsOnly(200);
			server.terminate();
			assertThat(server.hasEnded()).isTrue();
		}
		assertThat(pinned(recording)).isEmpty();
	}

	private static List<Integer> atOnce(Supplier<Reply> call) {
		ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
		try {
			List<CompletableFuture<Reply>> replies = IntStream.range(0, CALLERS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(call, threads))
				.toList();
			return replies.stream().map((reply) -> reply.join().status()).toList();
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** Stack traces of threads that were pinned for longer than JFR's 20 ms. */
	private static List<String> pinned(Path recording) throws IOException {
		List<String> pinned = new ArrayList<>();
		for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
			if (event.getEventType().getName().equals("jdk.VirtualThreadPinned")
					&& String.valueOf(event.getStackTrace()).contains("io.github.mcpoauth")) {
				pinned.add(String.valueOf(event));
			}
		}
		return pinned;
	}

	/** The one that runs the tests, if it has them, else one that lies beside it. */
	private static Path newestJava() throws IOException {
		Path own = Path.of(System.getProperty("java.home"));
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			return own;
		}
		try (Stream<Path> beside = Files.list(own.toRealPath().getParent())) {
			return beside.filter((home) -> version(home) >= FIRST_WITH_VIRTUAL_THREADS).findFirst().orElse(own);
		}
	}

	private static int version(Path home) {
		try (BufferedReader release = Files.newBufferedReader(home.resolve("release"))) {
			return release.lines()
				.filter((line) -> line.startsWith("JAVA_VERSION="))
				.map((line) -> line.replaceAll("[^0-9.]", ""))
				.mapToInt((version) -> Runtime.Version.parse(version).feature())
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			return 0;
		}
	}

}

package io.github.mcpoauth.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command {@code doctor}, as it is typed.
 */
class DoctorCommandTests {

	private static final String NOBODY = "http://127.0.0.1:1/mcp";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	/**
	 * Without the Internet, clients with documents elsewhere are a matter of warnings.
	 */
	@Test
	void doctorWhenServerIsTheSampleThenNothingFails() throws IOException {
		try (DemoServer server = DemoServer.start(List.of("--server.port=0"))) {
			assertThat(run("--url", server.mcp().toString())).as(output()).isZero();

			assertThat(output()).startsWith(server.mcp().toString())
				.contains("ok       challenge-syntax: WWW-Authenticate is well-formed")
				.contains("ok       client-cursor: Cursor registers and gets to the login")
				.contains("ok       client-mcp-inspector: MCP Inspector registers and gets to the login")
				.contains("ok       client-mcp-remote: mcp-remote registers and gets to the login")
				.endsWith(" 0 failed\n");
		}
	}

	@Test
	void doctorWhenMachineAsksThenAnswersInJson() throws IOException {
		try (DemoServer server = DemoServer.start(List.of("--server.port=0"))) {
			assertThat(run("--json", "--no-register", "--url=" + server.mcp())).as(output()).isZero();

			JsonNode report = JsonMapper.shared().readTree(output());
			assertThat(report.path("verdict").asString()).isEqualTo("warning");
			assertThat(report.path("findings").path(0).path("id").asString()).isEqualTo("reachable");
			assertThat(report.path("findings").path(0).path("verdict").asString()).isEqualTo("ok");
			assertThat(report.path("findings").path(0).has("fix")).isFalse();
		}
	}

	@Test
	void doctorWhenTokenIsInFileThenTriesItAndDoesNotShowIt(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("token"), "a-token-that-nobody-issued\n");
		try (DemoServer server = DemoServer.start(List.of("--server.port=0"))) {
			assertThat(run("--url", server.mcp().toString(), "--token-file", file.toString())).isEqualTo(1);

			assertThat(output()).contains("failure  token: POST " + server.mcp() + " answered 401")
				.doesNotContain("a-token-that-nobody-issued");
		}
	}

	@Test
	void doctorWhenNobodyIsThereThenFails() {
		assertThat(run("--url", NOBODY)).isEqualTo(1);

		assertThat(output()).contains("failure  reachable: POST " + NOBODY + " got no answer")
			.endsWith("0 ok, 0 to be warned of, 1 failed\n");
	}

	@Test
	void doctorWhenTypedWrongThenSaysSo() {
		assertThat(run()).isEqualTo(2);
		assertThat(error()).startsWith("doctor needs --url").contains("Usage: doctor");
		assertThat(run("--url")).isEqualTo(2);
		assertThat(error()).contains("--url needs a value");
		assertThat(run("--nonsense")).isEqualTo(2);
		assertThat(error()).contains("Not an option: --nonsense");
		assertThat(run("--url", "ftp://mcp.example.com")).isEqualTo(2);
		assertThat(error()).contains("is no http or https URL");
		assertThat(run("--url", NOBODY, "--token-file", "is/not/there")).isEqualTo(2);
		assertThat(output()).isEmpty();
		assertThat(run("--help")).isZero();
		assertThat(output()).startsWith("Usage: doctor");
	}

	/** As a process: only there is an exit code to see, and what logging prints. */
	@Test
	void mainWhenFirstArgumentIsDoctorThenExitsWithItsCodeAndPrintsNothingElse()
			throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName(), "doctor", "--url", NOBODY)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(output).startsWith(NOBODY).endsWith("1 failed\n");
	}

	private int run(String... arguments) {
		String[] all = new String[arguments.length + 1];
		all[0] = DoctorCommand.NAME;
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return new DoctorCommand(new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8))
			.run(all);
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	private String error() {
		return this.err.toString(StandardCharsets.UTF_8);
	}

}

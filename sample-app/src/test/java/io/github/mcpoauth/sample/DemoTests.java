package io.github.mcpoauth.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands {@code demo} and {@code token}, as they are typed.
 */
class DemoTests {

	private static final Pattern EXAMPLE = Pattern.compile("```text\n(?<output> +Starting the sample.*?)```",
			Pattern.DOTALL);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void demoWhenRunThenPrintsWhatTheReadmeShows() throws IOException {
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "README.md")));
		assertThat(example.find()).isTrue();

		assertThat(run("demo", "--server.port=0")).as(output()).isZero();

		assertThat(withoutChance(output())).isEqualTo(withoutChance(example.group("output")));
	}

	@Test
	void demoWhenClientHasToRegisterThenTakesTheSameSteps() {
		assertThat(run("demo", "--dcr", "--server.port=0")).as(output()).isZero();

		assertThat(steps()).containsExactly("1 Call the MCP server without a token: 401 scope=mcp:connect",
				"2 Read the protected resource metadata: 200", "3 Read the authorization server metadata: 200",
				"4 Identify the client: dynamic registration, DCR: 201",
				"5 Prepare the authorization request, with PKCE:",
				"6 Log in and consent in the browser: scope=mcp:connect 200 200 scope=mcp:connect 303",
				"7 Redeem the code for a token: 200 scope=mcp:connect", "8 Open a session and list the tools: 200 200",
				"9 Call whoami: 200", "10 Call get_weather without its scope: 403 scope=\"mcp:connect weather:read\"",
				"11 Step up: ask for the scopes so far and the missing one: scope=\"mcp:connect weather:read\" 200 "
						+ "scope=\"mcp:connect weather:read\" 303 200 scope=\"mcp:connect weather:read\"",
				"12 Call get_weather again: 200",
				"13 Refresh the token, and use the new one: 200 scope=\"mcp:connect weather:read\" 200",
				"14 Revoke the login: 200", "15 Use the revoked token: 401 scope=mcp:connect");
		assertThat(output()).endsWith("SUCCESS: all 15 steps went as they should.\n");
	}

	@Test
	void demoWhenPortIsTakenThenSaysSo() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertThat(run("demo", "--server.port=" + taken.getLocalPort())).isEqualTo(1);

			assertThat(output()).endsWith("FAILED before the first step: The sample doesn't start: Port "
					+ taken.getLocalPort() + " is already in use\n");
		}
	}

	@Test
	void demoWhenNobodyIsThereThenFailsInTheFirstStep() {
		assertThat(run("demo", "--url", "http://127.0.0.1:1/mcp")).isEqualTo(1);

		assertThat(output()).contains("FAILED in step 1, Call the MCP server without a token: No answer");
	}

	@Test
	void commandsWhenServerRunsElsewhereThenGoThere() throws IOException {
		try (DemoServer server = DemoServer.start(List.of("--server.port=0"))) {
			String url = server.mcp().toString();

			assertThat(run("demo", "--url", url, "--user=alice", "--password=wrong")).isEqualTo(1);
			assertThat(output()).contains("FAILED in step 6, Log in and consent in the browser: The login doesn't end");

			assertThat(run("demo", "--url", url, "--user=alice", "--password=wonderland")).as(output()).isZero();
			assertThat(output()).endsWith("SUCCESS: all 15 steps went as they should.\n");

			assertThat(run("token", "--url", url, "--user=alice", "--password=wonderland")).as(output()).isZero();
			assertThat(output()).matches("eyJ[\\w.-]+\n");
			assertThat(new McpServer(server.mcp()).call(output().strip()).statusCode()).isEqualTo(200);
			assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("Redeem the code for a token")
				.doesNotContain(output().strip());
		}
	}

	@Test
	void commandsWhenTypedWrongThenSaySo() {
		assertThat(run("token")).isEqualTo(1);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("token needs --url");
		assertThat(run("demo", "--nonsense")).isEqualTo(1);
		assertThat(output()).contains("Not an option: --nonsense");
		assertThat(run("demo", "--url")).isEqualTo(1);
		assertThat(output()).contains("--url needs a value");
		assertThat(run("demo", "--url", "http://mcp.example.com/mcp")).isEqualTo(1);
		assertThat(output()).contains("Neither https nor http on this machine");
		assertThat(run("demo", "--help")).isZero();
		assertThat(output()).startsWith("Usage: ");
	}

	/** As a process: only there is an exit code to see, and what logging prints. */
	@Test
	void mainWhenFirstArgumentIsCommandThenExitsWithItsCode() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName(), "demo", "--url",
				"http://127.0.0.1:1/mcp")
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(output.strip().lines()).hasSize(4).last().asString().startsWith("FAILED in step 1");
	}

	private int run(String... arguments) {
		this.out.reset();
		this.err.reset();
		return DemoServer
			.command(new PrintStream(this.out, true, StandardCharsets.UTF_8),
					new PrintStream(this.err, true, StandardCharsets.UTF_8))
			.run(arguments);
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	/** Number, title, and what came back in the order of the lines. */
	private List<String> steps() {
		return Pattern.compile("\n\n")
			.splitAsStream(unwrapped(output()))
			.filter((block) -> block.matches("(?s) *\\d+  .*"))
			.map((block) -> {
				List<String> lines = block.strip().lines().toList();
				StringBuilder step = new StringBuilder(lines.get(0).replaceFirst("  ", " ")).append(':');
				for (String line : lines.subList(1, lines.size())) {
					Pattern.compile("(?<=< )\\d+|(?<= )scope=(\"[^\"]*\"|\\S+)")
						.matcher(line.contains("> POST") && line.contains("/oauth2/token") ? "" : line)
						.results()
						.forEach((result) -> step.append(' ').append(result.group()));
				}
				return step.toString();
			})
			.toList();
	}

	/** Without ports and random values, which also decide where lines are wrapped. */
	private static String withoutChance(String output) {
		return unwrapped(output).replaceAll("(localhost|127\\.0\\.0\\.1):\\d+", "$1:PORT")
			.replaceAll("[\\w-]+\\.\\.\\.", "...")
			.replaceAll("expires_in=\\d+", "expires_in=N")
			.strip();
	}

	private static String unwrapped(String output) {
		return output.replaceAll("\n {6}(?=\\S)", "  ");
	}

}

package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.observability.doctor.Doctor;
import io.github.mcpoauth.observability.doctor.DoctorReport;
import io.github.mcpoauth.observability.doctor.Verdict;

/**
 * The command {@code doctor}: looks at any MCP server on the network as clients do.
 */
final class DoctorCommand {

	static final String NAME = "doctor";

	private static final int FAILED = 1;

	private static final int TYPED_WRONG = 2;

	private static final String USAGE = """
			Usage: doctor --url URL [OPTIONS]   finds out why clients can't connect to an MCP server

			  --url URL          the URL that clients are given, such as https://mcp.example.com/mcp
			  --json             the report for machines
			  --no-register      don't register as known clients do: nothing stays at the server,
			                     and less is found
			  --token-file FILE  an access token to try, alone in a file

			The exit code is 0 if nothing fails, 1 if something does, and 2 if this was typed wrong.
			""";

	private final PrintStream out;

	private final PrintStream err;

	private @Nullable URI url;

	private @Nullable String token;

	private boolean json;

	private boolean register = true;

	DoctorCommand(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	/** Runs the command, and returns the exit code. */
	int run(String... arguments) {
		Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments).subList(1, arguments.length));
		if (rest.contains("--help")) {
			this.out.print(USAGE);
			return 0;
		}
		try {
			while (!rest.isEmpty()) {
				read(rest);
			}
			if (this.url == null) {
				throw new IllegalArgumentException("doctor needs --url");
			}
			return show(Doctor.create().examine(this.url, new Doctor.Examination(this.register, this.token)));
		}
		catch (IllegalArgumentException | IOException ex) {
			this.err.printf("%s%n%n%s", ex.getMessage(), USAGE);
			return TYPED_WRONG;
		}
	}

	private void read(Deque<String> rest) throws IOException {
		String[] option = rest.remove().split("=", 2);
		switch (option[0]) {
			case "--json" -> this.json = true;
			case "--no-register" -> this.register = false;
			case "--url" -> this.url = URI.create(value(option, rest));
			case "--token-file" -> this.token = Files.readString(Path.of(value(option, rest))).strip();
			default -> throw new IllegalArgumentException("Not an option: " + option[0]);
		}
	}

	private static String value(String[] option, Deque<String> rest) {
		if (option.length == 1 && rest.isEmpty()) {
			throw new IllegalArgumentException(option[0] + " needs a value");
		}
		return (option.length > 1) ? option[1] : rest.remove();
	}

	private int show(DoctorReport report) {
		if (this.json) {
			this.out.println(
					JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(report));
		}
		else {
			this.out.print(report.toText());
		}
		return (report.verdict() == Verdict.FAILURE) ? FAILED : 0;
	}

}

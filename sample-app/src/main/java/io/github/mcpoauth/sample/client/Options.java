package io.github.mcpoauth.sample.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.oauth2.sdk.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What was typed behind the command.
 *
 * @param values the options that have a value
 * @param flags those that have none
 * @param server options for the server that the demo starts: those with a dot
 */
record Options(Map<String, String> values, Set<String> flags, List<String> server) {

	static final String USAGE = """
			Usage: demo  [--url URL] [OPTIONS]   walks the whole road from the first 401 to revocation
			       token  --url URL  [OPTIONS]   logs in and prints an access token

			  --url URL          the MCP server, such as https://mcp.example.com/mcp; the browser opens.
			                     Without it, demo starts the sample and logs in by itself
			  --scope "A B"      scopes to ask for, instead of those that the server names
			  --client-id ID     an identifier that the server already knows
			  --dcr              register at the server, even where it reads the client's document
			  --user NAME --password WORD
			                     log in without a browser: at a server with the pages of the sample only
			  --server.port=N    and any other property of Spring Boot, for the server that demo starts
			""";

	private static final Set<String> VALUES = Set.of("url", "scope", "client-id", "user", "password");

	private static final Set<String> FLAGS = Set.of("dcr", "help");

	static Options parse(List<String> arguments) {
		Options options = new Options(new HashMap<>(), new HashSet<>(), new ArrayList<>());
		Iterator<String> rest = arguments.iterator();
		while (rest.hasNext()) {
			options.read(rest.next(), rest);
		}
		return options;
	}

	private void read(String argument, Iterator<String> rest) {
		String[] parts = argument.split("=", 2);
		String name = parts[0].replaceFirst("^--", "");
		if (!argument.startsWith("--")) {
			throw new ClientFailure("Not an option: " + argument);
		}
		if (name.contains(".")) {
			this.server.add(argument);
		}
		else if (FLAGS.contains(name)) {
			this.flags.add(name);
		}
		else if (VALUES.contains(name) && (parts.length > 1 || rest.hasNext())) {
			this.values.put(name, (parts.length > 1) ? parts[1] : rest.next());
		}
		else {
			throw new ClientFailure(VALUES.contains(name) ? argument + " needs a value" : "Not an option: " + argument);
		}
	}

	boolean help() {
		return this.flags.contains("help");
	}

	boolean register() {
		return this.flags.contains("dcr");
	}

	@Nullable String url() {
		return this.values.get("url");
	}

	@Nullable String clientId() {
		return this.values.get("client-id");
	}

	@Nullable Scope scope() {
		return Scope.parse(this.values.get("scope"));
	}

	@Nullable String user() {
		return this.values.get("user");
	}

	@Nullable String password() {
		return this.values.get("password");
	}

}

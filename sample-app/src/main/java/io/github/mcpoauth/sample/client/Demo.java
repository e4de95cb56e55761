package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What comes after the login: tools, a step-up, and the end of the tokens.
 */
final class Demo {

	private static final String OPEN_TOOL = "whoami";

	private static final String GUARDED_TOOL = "get_weather";

	private final URI mcp;

	private final Access access;

	private final boolean sample;

	private final Transcript transcript;

	/**
	 * Creates a demo.
	 * @param mcp the URL of the MCP server
	 * @param access the access to it
	 * @param sample whether it is the sample of which it is known what it has to answer
	 * @param transcript tells the steps
	 */
	Demo(URI mcp, Access access, boolean sample, Transcript transcript) {
		this.mcp = mcp;
		this.access = access;
		this.sample = sample;
		this.transcript = transcript;
	}

	void run() {
		try (McpSession session = new McpSession(this.mcp, this.access::token, this.transcript)) {
			List<String> tools = this.transcript.step("Open a session and list the tools", () -> {
				session.open();
				return session.tools();
			});
			if (this.sample || tools.containsAll(List.of(OPEN_TOOL, GUARDED_TOOL))) {
				useTools(session);
			}
			else {
				this.transcript.note("Not the tools of the sample: none is called, and there is no step-up to see.");
			}
			refresh(session);
			revoke(session);
		}
	}

	private void useTools(McpSession session) {
		this.transcript.step("Call " + OPEN_TOOL, () -> session.call(OPEN_TOOL, Map.of()));
		Challenge refusal = this.transcript.step("Call %s without its scope".formatted(GUARDED_TOOL),
				() -> callGuarded(session));
		check(refusal != null, "The tool was not refused, although its scope was not granted");
		while (refusal != null) {
			Challenge challenge = refusal;
			this.transcript.step("Step up: ask for the scopes so far and the missing one",
					() -> this.access.stepUp(challenge));
			refusal = this.transcript.step("Call %s again".formatted(GUARDED_TOOL), () -> callGuarded(session));
		}
	}

	private @Nullable Challenge callGuarded(McpSession session) {
		try {
			session.call(GUARDED_TOOL, Map.of("city", "Oslo"));
			return null;
		}
		catch (AccessRefused ex) {
			if (ex.status() == 403) {
				return ex.challenge();
			}
			throw ex;
		}
	}

	private void refresh(McpSession session) {
		this.transcript.step("Refresh the token, and use the new one", () -> {
			if (this.access.canRefresh()) {
				this.access.refresh();
				session.tools();
			}
			else {
				check(false, "The server gave no refresh token");
			}
		});
	}

	private void revoke(McpSession session) {
		if (!this.access.canRevoke()) {
			check(false, "The server has no endpoint to revoke tokens at");
			return;
		}
		this.transcript.step("Revoke the login", this.access::revoke);
		this.transcript.step("Use the revoked token", () -> {
			try {
				session.tools();
				check(false, "The server takes the token until it expires");
			}
			catch (AccessRefused ex) {
				check(ex.status() == 401, "The refusal is no 401");
			}
		});
	}

	/** What the sample has to do is only told of other servers. */
	private void check(boolean condition, String otherwise) {
		if (!condition && this.sample) {
			throw new ClientFailure(otherwise);
		}
		if (!condition) {
			this.transcript.note(otherwise + ".");
		}
	}

}

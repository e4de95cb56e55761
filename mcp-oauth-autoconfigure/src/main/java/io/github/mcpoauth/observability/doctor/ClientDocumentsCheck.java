package io.github.mcpoauth.observability.doctor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Whether this server gets to the documents of known clients, which it has to read when
 * they log in: a firewall on the way out, or one in front of the client's site, keeps
 * them from it.
 */
public final class ClientDocumentsCheck implements DoctorCheck {

	private static final String ID = "client-documents";

	private final Clients clients;

	private final boolean local;

	/**
	 * Makes a check.
	 * @param clients finds clients by their documents
	 * @param local whether clients reach this server on its own machine only, which may
	 * have no way to the Internet
	 */
	public ClientDocumentsCheck(Clients clients, boolean local) {
		this.clients = clients;
		this.local = local;
	}

	@Override
	public List<Finding> check() {
		List<String> problems = Stream.of(KnownClient.values()).map(this::problem).filter(Objects::nonNull).toList();
		if (problems.isEmpty()) {
			return List.of(Finding.ok(ID, "the documents of known clients can be read from here"));
		}
		String seen = String.join("; ", problems);
		String fix = "Let this server reach these hosts, pin the clients in mcp.oauth.registration.pinned-clients, or "
				+ "set mcp.oauth.registration.client-id-metadata-documents.enabled=false so that they register";
		return List.of(this.local ? Finding.warning(ID, seen, fix) : Finding.failure(ID, seen, fix));
	}

	private @Nullable String problem(KnownClient client) {
		String document = client.document();
		if (document == null) {
			return null;
		}
		try {
			this.clients.find(document);
			return null;
		}
		catch (UnknownClientException ex) {
			return client.title() + " can't log in with " + document + ": " + ex.getMessage();
		}
	}

	@Override
	public boolean asksOthers() {
		return true;
	}

}

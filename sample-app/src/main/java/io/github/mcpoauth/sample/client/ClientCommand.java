package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The commands {@code demo} and {@code token}.
 */
public final class ClientCommand {

	private static final String DEMO = "demo";

	private static final String TOKEN = "token";

	private static final String DEMO_USER = "alice";

	private static final String DEMO_PASSWORD = "wonderland";

	private final LocalServer.Starter starter;

	private final PrintStream out;

	private final PrintStream err;

	/**
	 * Creates the commands.
	 * @param starter starts the server that the demo is shown with
	 * @param out for what was asked for
	 * @param err for all else
	 */
	public ClientCommand(LocalServer.Starter starter, PrintStream out, PrintStream err) {
		this.starter = starter;
		this.out = out;
		this.err = err;
	}

	/**
	 * Says whether a command line is one of these commands.
	 * @param arguments the command line
	 * @return whether it is
	 */
	public static boolean is(String... arguments) {
		return arguments.length > 0 && (arguments[0].equals(DEMO) || arguments[0].equals(TOKEN));
	}

	/**
	 * Runs a command.
	 * @param arguments the command line
	 * @return the exit code
	 */
	public int run(String... arguments) {
		Transcript transcript = new Transcript(arguments[0].equals(TOKEN) ? this.err : this.out);
		try {
			Options options = Options.parse(Arrays.asList(arguments).subList(1, arguments.length));
			if (options.help()) {
				this.out.print(Options.USAGE);
			}
			else if (arguments[0].equals(TOKEN)) {
				token(options, transcript);
			}
			else {
				demo(options, transcript);
			}
			return 0;
		}
		catch (ClientFailure ex) {
			transcript.failed(ex.getMessage());
			return 1;
		}
	}

	private void token(Options options, Transcript transcript) {
		String url = options.url();
		if (url == null) {
			throw new ClientFailure("token needs --url");
		}
		try (RedirectListener redirect = new RedirectListener()) {
			Access access = login(SafeUrl.parse(url), redirect, null, browser(options, transcript), options,
					transcript);
			this.out.println(access.token().getValue());
		}
	}

	private void demo(Options options, Transcript transcript) {
		String url = options.url();
		try (RedirectListener redirect = new RedirectListener()) {
			if (url != null) {
				URI mcp = SafeUrl.parse(url);
				Access access = login(mcp, redirect, null, browser(options, transcript), options, transcript);
				new Demo(mcp, access, false, transcript).run();
			}
			else {
				demoOfSample(redirect, options, transcript);
			}
		}
		transcript.succeeded();
	}

	/** The document is there before the server, which has to trust where it is. */
	private void demoOfSample(RedirectListener redirect, Options options, Transcript transcript) {
		transcript.note("Starting the sample server ...");
		try (ClientDocument document = new ClientDocument(new ClientProfile(redirect.redirectUri()), transcript);
				LocalServer server = start(options.server())) {
			Browser browser = new HeadlessBrowser(DEMO_USER, DEMO_PASSWORD, transcript);
			URI clientId = options.register() ? null : document.uri();
			Access access = login(server.mcp(), redirect, clientId, browser, options, transcript);
			new Demo(server.mcp(), access, true, transcript).run();
		}
	}

	private LocalServer start(List<String> arguments) {
		try {
			return this.starter.start(arguments);
		}
		catch (IOException ex) {
			throw new ClientFailure("The sample doesn't start: " + ex.getMessage(), ex);
		}
	}

	private Browser browser(Options options, Transcript transcript) {
		String user = options.user();
		String password = options.password();
		return (user != null && password != null) ? new HeadlessBrowser(user, password, transcript)
				: new DesktopBrowser(this.err);
	}

	private static Access login(URI mcp, RedirectListener redirect, @Nullable URI document, Browser browser,
			Options options, Transcript transcript) {
		Http http = new Http(transcript);
		ClientIdentity identity = new ClientIdentity(options.clientId(), document, http);
		return new Login(mcp, identity, redirect, browser, options.scope(), transcript, http).run();
	}

}

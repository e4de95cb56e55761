package io.github.mcpoauth.authorizationserver.login;

/**
 * The paths of the login at one upstream, below the context path. Each upstream has a
 * callback of its own, so that the answer of one can't be given to another.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.4.2">RFC 9700
 * section 4.4.2</a>
 */
public final class LoginPaths {

	private static final String START = "/oauth2/login/with/";

	private static final String CALLBACK = "/oauth2/login/code/";

	private LoginPaths() {
	}

	static String start(String upstream) {
		return START + upstream;
	}

	/**
	 * Where an upstream sends the browser back to.
	 * @param upstream its name
	 * @return the path of the redirect URI that has to be registered there
	 */
	public static String callback(String upstream) {
		return CALLBACK + upstream;
	}

	static String callbacks() {
		return CALLBACK + "{upstream}";
	}

}

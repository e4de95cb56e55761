package io.github.mcpoauth.registration;

/**
 * The store in memory.
 */
class InMemoryRegistrationStoreTests extends RegistrationStoreContract {

	@Override
	RegistrationStore store(int maximum) {
		return new InMemoryRegistrationStore(maximum);
	}

}

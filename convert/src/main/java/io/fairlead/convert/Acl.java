package io.fairlead.convert;

import java.util.List;

/** A test of an access control list: what is looked at, and the values that it is compared with. */
record Acl(String criterion, List<Word> values) {}

package io.fairlead.demo.script;

import java.io.IOException;

/** Something that is done, and what is to be seen after it. */
interface Stage {

    /** Does it; may take a while. */
    void act(Actions actions) throws IOException, InterruptedException;

    /** Looks whether it is to be seen; {@code acted} is when it was done. */
    Sight look(World world, Acted acted);
}

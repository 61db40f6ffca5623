package io.fairlead.demo.script;

/** What a step begins with where what it needs is not there. */
record Impossible(String why) implements Stage {

    @Override
    public void act(Actions actions) {}

    @Override
    public Sight look(World world, Acted acted) {
        return new Sight.Missed(why);
    }
}

namespace FimNet.MLNet;

/// <summary>A scale of colours for the values of an anomaly map.</summary>
public enum ColourMap
{
    /// <summary>
    /// Black over purple and orange to pale yellow. Equal steps look equal and lightness rises steadily, so it reads without colour vision and in grey print.
    /// By Nathaniel J. Smith and Stefan van der Walt, as published with matplotlib 1.5 (CC0).
    /// </summary>
    Inferno = 0,

    /// <summary>
    /// Dark violet over blue and green to yellow. As even as <see cref="Inferno"/>, without its dark end.
    /// By Stefan van der Walt, Nathaniel J. Smith and Eric Firing, as published with matplotlib 1.5 (CC0).
    /// </summary>
    Viridis = 1,

    /// <summary>
    /// Dark blue over green and yellow to dark red. Shows the finest differences, but neither its lightness nor its steps are even: not for readers who
    /// confuse red and green. By Anton Mikhailov, as published by Google in 2019 (Apache 2.0).
    /// </summary>
    Turbo = 2,
}

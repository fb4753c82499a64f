namespace Reproduce;

/// <summary>In which ways beside its own the network of a training's end is scored.</summary>
internal enum Scorings
{
    /// <summary>Each, and the training's own without normalisation by background and without smoothing.</summary>
    All,

    /// <summary>The two that Table VI compares: MHFD (A) and the pixel difference (E). Takes a third of the time.</summary>
    Paper,
}

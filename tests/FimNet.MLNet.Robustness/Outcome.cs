namespace FimNet.MLNet.Robustness;

/// <summary>How one case ended.</summary>
internal enum Outcome
{
    /// <summary>By the one exception that is promised.</summary>
    Refused,

    /// <summary>It passed every check and gave the results of the sound file.</summary>
    Equal,

    /// <summary>It passed every check and gave other results; a failure where a class of cases may not change them.</summary>
    Other,

    /// <summary>Anything else.</summary>
    Failed,
}

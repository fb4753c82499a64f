using FimNet.MLNet.Onnx;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Attributes that ONNX Runtime writes down with their defaults when it folds a graph, as it does for the quantizer. They change no shape.</summary>
internal static class StatedDefaults
{
    private static readonly string[] Zero = ["allowzero", "block_size", "ceil_mode", "count_include_pad", "exclude_outside", "noop_with_empty_axes", "output_dtype", "storage_order", "training_mode", "transA"];

    // Factors, and what counts in modes that the checked attributes exclude.
    private static readonly string[] Any = ["alpha", "beta", "cubic_coeff_a", "extrapolation_value", "largest", "momentum", "nearest_mode", "saturate", "sorted"];

    public static bool Has(AttributeProto attribute) => attribute.Name switch
    {
        "auto_pad" => attribute.S.ToStringUtf8() == "NOTSET",
        "output_padding" => attribute.Ints.All(padding => padding == 0),
        "keep_aspect_ratio_policy" => attribute.S.ToStringUtf8() == "stretch",
        _ => Any.Contains(attribute.Name) || (Zero.Contains(attribute.Name) && attribute.I == 0),
    };
}
